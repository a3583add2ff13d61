"""The night's work on gaps, and vectors for new questions of editors' tips."""

from procrastinate.contrib.django import app

from .auswertung import embed_tips, evaluate_gaps


@app.periodic(cron="30 3 * * *")
@app.task(queue="index", lock="luecken", queueing_lock="luecken")
def evaluate_gaps_daily(timestamp: int) -> None:
    """Every day at 3:30 (UTC), after the index has been looked after."""
    evaluate_gaps()


@app.task(queue="index")
def embed_new_tips() -> None:
    embed_tips()
