"""The names of the schema's steps, known without loading what applies them."""

MIGRATION_SET = "coach"
STEPS = (
    "0001_first_schema",
    "0002_trainers_desk",
    "0003_roleplays",
    "0004_audit_trail",
    "0005_sign_in",
    "0006_erased_counts",
)
