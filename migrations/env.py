"""How alembic reaches the ledger: over the connection that `egovtrack.schema` hands it, in one transaction."""

from alembic import context

from egovtrack.models import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=context.config.attributes["connection"].dialect.name == "sqlite",
    compare_type=True,
    transactional_ddl=True,
)
context.run_migrations()
