"""Webhooks, for those who look after an organisation."""

from typing import Any

from flask import Response, url_for

from matcher.domain.access import Scope
from matcher.web.access import needs
from matcher.web.api.blueprint import blueprint, json_response, problems
from matcher.web.api.paging import page_response
from matcher.web.api.webhook_schemas import (
    DeliveryInFullSchema,
    DeliveryPageSchema,
    DeliveryQuerySchema,
    DeliverySchema,
    NewWebhookSchema,
    WebhookChangesSchema,
    WebhookListSchema,
    WebhookSchema,
    WebhookWithSecretSchema,
)
from matcher.web.current import rolefit
from matcher.web.idempotency import tells_a_secret

webhooks = blueprint("webhooks", "Being told of what happens; see docs/webhooks.md")
_LOCATION = {"Location": {"description": "Where the webhook is found", "schema": {"type": "string"}}}
_NO_WEBHOOK = problems(_404="There is no such webhook")
_NO_DELIVERY = problems(_404="There is no such delivery")
_CANNOT_BE_USED = problems(_422="A field cannot be used, or the URL is not one that is sent to")


@webhooks.post("/webhooks")
@webhooks.arguments(NewWebhookSchema)
@webhooks.response(201, WebhookWithSecretSchema, headers=_LOCATION)
@webhooks.doc(responses=_CANNOT_BE_USED)
@needs(Scope.ADMIN)
@tells_a_secret
def post_webhook(new: dict[str, Any]) -> Response:
    """Have a URL told of events; the secret that messages are signed with is told in this answer alone."""
    made = rolefit().webhooks.create(new["url"], new["events"], new["description"])
    return json_response(made, 201, Location=url_for("webhooks.get_webhook", webhook_id=made["id"]))


@webhooks.get("/webhooks")
@webhooks.response(200, WebhookListSchema)
@needs(Scope.ADMIN)
def get_webhooks() -> Response:
    """The webhooks of your organisation, the newest first."""
    return json_response({"items": rolefit().webhooks.all()})


@webhooks.get("/webhooks/<webhook_id>")
@webhooks.response(200, WebhookSchema)
@webhooks.doc(responses=_NO_WEBHOOK)
@needs(Scope.ADMIN)
def get_webhook(webhook_id: str) -> Response:
    """A webhook, and why it was given up if it was."""
    return json_response(rolefit().webhooks.get(webhook_id))


@webhooks.patch("/webhooks/<webhook_id>")
@webhooks.arguments(WebhookChangesSchema)
@webhooks.response(200, WebhookSchema)
@webhooks.doc(responses={**_NO_WEBHOOK, **_CANNOT_BE_USED})
@needs(Scope.ADMIN)
def patch_webhook(changes: dict[str, Any], webhook_id: str) -> Response:
    """Change a webhook, or switch it off and on. What waits meanwhile goes out once it is on again."""
    return json_response(rolefit().webhooks.change(webhook_id, changes))


@webhooks.delete("/webhooks/<webhook_id>")
@webhooks.response(204)
@webhooks.doc(responses=_NO_WEBHOOK)
@needs(Scope.ADMIN)
def delete_webhook(webhook_id: str) -> Response:
    """Delete a webhook with all its deliveries."""
    rolefit().webhooks.delete(webhook_id)
    return Response(status=204)


@webhooks.post("/webhooks/<webhook_id>/rotate-secret")
@webhooks.response(200, WebhookWithSecretSchema)
@webhooks.doc(responses=_NO_WEBHOOK)
@needs(Scope.ADMIN)
@tells_a_secret
def rotate_secret(webhook_id: str) -> Response:
    """Sign with a new secret, told in this answer alone. For 24 hours the one before signs too."""
    return json_response(rolefit().webhooks.rotate_secret(webhook_id))


@webhooks.post("/webhooks/<webhook_id>/test")
@webhooks.response(202, DeliverySchema)
@webhooks.doc(responses={**_NO_WEBHOOK, **problems(_422="The webhook is switched off")})
@needs(Scope.ADMIN)
def send_test(webhook_id: str) -> Response:
    """Send a `webhook.test` event to this webhook."""
    return json_response(rolefit().webhooks.test(webhook_id), 202)


@webhooks.get("/webhooks/<webhook_id>/deliveries")
@webhooks.arguments(DeliveryQuerySchema, location="query")
@webhooks.response(200, DeliveryPageSchema)
@webhooks.doc(responses=_NO_WEBHOOK)
@needs(Scope.ADMIN)
def get_deliveries(query: dict[str, Any], webhook_id: str) -> Response:
    """What became of each message to a webhook, the newest first."""
    page = rolefit().webhooks.deliveries(webhook_id, query["state"], query["cursor"], query["limit"])
    return page_response(page)


@webhooks.get("/deliveries/<delivery_id>")
@webhooks.response(200, DeliveryInFullSchema)
@webhooks.doc(responses=_NO_DELIVERY)
@needs(Scope.ADMIN)
def get_delivery(delivery_id: str) -> Response:
    """A delivery with its message and every attempt to send it."""
    return json_response(rolefit().webhooks.delivery(delivery_id))


@webhooks.post("/deliveries/<delivery_id>/replay")
@webhooks.response(202, DeliverySchema)
@webhooks.doc(responses=_NO_DELIVERY)
@needs(Scope.ADMIN)
def replay_delivery(delivery_id: str) -> Response:
    """Send a message again, under the same `webhook-id`, whatever became of it before."""
    return json_response(rolefit().webhooks.replay(delivery_id), 202)
