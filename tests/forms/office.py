"""What a person does in LibreOffice, by its own interface (UNO): open a file, type into cells, save it.

Run by a Python that has `uno`, which is mostly not the one of the tests: `python office.py PIPE < jobs.json`. A job is
{"open": path, "type": {address: text}, "save": [[path, filter, password]]}; it answers with what LibreOffice showed.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

import uno  # type: ignore[import-not-found]
from com.sun.star.beans import NamedValue, PropertyValue  # type: ignore[import-not-found]
from com.sun.star.connection import NoConnectException  # type: ignore[import-not-found]


def properties(**values: Any) -> tuple[Any, ...]:
    made = []
    for name, value in values.items():
        one = PropertyValue()
        one.Name, one.Value = name, value
        made.append(one)
    return tuple(made)


def secret(password: str, filter_name: str) -> tuple[Any, ...]:
    """The properties that make it save with a password, if there is one; OOXML has a scheme of its own."""
    if not password:
        return ()
    if filter_name == "calc8":
        return properties(Password=password)
    named = (NamedValue("CryptoType", "Standard"), NamedValue("OOXPassword", password))
    return properties(EncryptionData=uno.Any("[]com.sun.star.beans.NamedValue", named))


def connect(pipe: str) -> Any:
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _attempt in range(600):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(0.1)
    raise TimeoutError(pipe)


def do(context: Any, job: dict[str, Any]) -> dict[str, Any]:
    desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    dispatcher = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", context)
    document = desktop.loadComponentFromURL(Path(job["open"]).as_uri(), "_blank", 0, properties(Hidden=True))
    sheets = document.Sheets
    table = sheets.getByIndex(1)
    document.CurrentController.setActiveSheet(table)
    for address, text in job["type"].items():
        frame = document.CurrentController.Frame
        dispatcher.executeDispatch(frame, ".uno:GoToCell", "", 0, properties(ToPoint=address))
        dispatcher.executeDispatch(frame, ".uno:EnterString", "", 0, properties(StringName=text))
    for path, filter_name, password in job["save"]:
        document.storeToURL(Path(path).as_uri(), properties(FilterName=filter_name) + secret(password, filter_name))
    seen = {
        "visible": [sheets.getByIndex(number).IsVisible for number in range(sheets.Count)],
        "protected": [sheets.getByIndex(number).isProtected() for number in range(sheets.Count)],
        "key_column": table.Columns.getByIndex(0).IsVisible,
        "height": table.Rows.getByIndex(4).Height,
        "choices": table.getCellRangeByName("I5").Validation.getFormula1(),
        "shown": {address: table.getCellRangeByName(address).String for address in job["type"]},
    }
    document.close(True)
    return seen


def main() -> None:
    context = connect(sys.argv[1])
    try:
        print(json.dumps([do(context, job) for job in json.load(sys.stdin)]))  # noqa: T201  the answer
    finally:
        context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context).terminate()


if __name__ == "__main__":
    main()
