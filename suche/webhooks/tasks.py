"""One delivery to one hook."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from .delivery import send
from .posting import NotDelivered

# After 5 seconds, then 25, 125, ...: five hours in all, for a receiver that is being looked after.
AGAIN = RetryStrategy(max_attempts=6, exponential_wait=5, retry_exceptions={NotDelivered})


@app.task(queue="wagtail", retry=AGAIN)
def deliver(
    hook_id: int, message_id: str, ereignis: str, number: int, before: str, when: str
) -> None:
    send(hook_id, message_id, ereignis, number, before, when)
