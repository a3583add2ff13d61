"""The night's work on Lücken, and vectors for new questions of editors' tips."""

from procrastinate.contrib.django import app

from .nightly import embed_tips, update_luecken


@app.periodic(cron="30 3 * * *")
@app.task(queue="index", lock="luecken", queueing_lock="luecken")
def evaluate_luecken_daily(timestamp: int) -> None:
    """Every day at 3:30 (UTC), after the index has been looked after."""
    update_luecken()


@app.task(queue="index")
def embed_new_tips() -> None:
    embed_tips()
