@echo off
rem Install egovtrack for this user, without a network: install.cmd [FOLDER]
where py >nul 2>nul
if not errorlevel 1 (
  py -3 "%~dp0install.py" %*
) else (
  python "%~dp0install.py" %*
)
if errorlevel 1 echo Not installed. egovtrack needs Python (@PYTHONS@).
pause
