"""The shapes of webhooks and of what became of their deliveries."""

from typing import Any

from marshmallow import RAISE, Schema, fields, post_load, validate

from matcher.domain.webhooks import SUBSCRIBABLE, DeliveryState, EventType
from matcher.web.api.blueprint import PageSchema
from matcher.web.api.shapes import ULID, list_of, maybe_text, number, one_of, text

_MOMENT = {"format": "date-time"}
_EVENT_ID = {"description": "Stays the same at every attempt", "example": "msg_01JD7Z3X1V9Q4M8T2B6C5N0R7S"}


def _events(**options: Any) -> fields.List[Any]:
    known = fields.String(validate=validate.OneOf([str(each) for each in SUBSCRIBABLE]))
    return fields.List(known, validate=validate.Length(1, 20), **options)


class TrueOrFalse(fields.Boolean):
    """Takes neither 1 nor "yes", which the OpenAPI document does not allow either."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> bool:
        if not isinstance(value, bool):
            raise self.make_error("invalid", input=value)
        return value


class _SentSchema(Schema):
    class Meta:  # marshmallow looks for it by name
        unknown = RAISE

    @post_load
    def name_events(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        if "events" in data:
            data["events"] = tuple(map(EventType, data["events"]))
        return data


class NewWebhookSchema(_SentSchema):
    """A webhook to be made."""

    url = fields.String(required=True, metadata={"format": "uri", "description": "Where to POST to"})
    events = _events(required=True, metadata={"description": "What to be told of"})
    description = fields.String(load_default="", validate=validate.Length(max=255))


class WebhookChangesSchema(_SentSchema):
    """What is left out stays."""

    url = fields.String(metadata={"format": "uri"})
    events = _events()
    description = fields.String(validate=validate.Length(max=255))
    active = TrueOrFalse(metadata={"description": "Switching one on again forgets why it was off"})


class WebhookSchema(Schema):
    """A webhook without its secret."""

    id = text(metadata=ULID)
    url = text()
    events = fields.List(one_of(EventType), required=True)
    description = text()
    active = fields.Boolean(required=True)
    created_at = text(metadata=_MOMENT)
    disabled_at = maybe_text(metadata=_MOMENT | {"description": "When Rolefit gave it up"})
    disabled_reason = maybe_text()
    previous_secret_until = maybe_text(
        metadata=_MOMENT | {"description": "Until when the secret before the last rotation signs too"}
    )


class WebhookWithSecretSchema(WebhookSchema):
    secret = text(metadata={"description": "What messages are signed with; told this once"})


class WebhookListSchema(Schema):
    items = list_of(WebhookSchema)


class EventSchema(Schema):
    id = text(metadata=_EVENT_ID)
    type = one_of(EventType)
    created_at = text(metadata=_MOMENT)


class AttemptSchema(Schema):
    at = text(metadata=_MOMENT)
    status = fields.Integer(
        required=True, allow_none=True, metadata={"description": "The status of the answer, null without one"}
    )
    milliseconds = number()
    detail = text(metadata={"description": "Why it was not taken; empty where it was"})


class DeliverySchema(Schema):
    id = text(metadata=ULID)
    webhook = text(metadata=ULID)
    event = fields.Nested(EventSchema, required=True)
    state = one_of(DeliveryState)
    attempts = number(metadata={"description": "Since it was made or last replayed"})
    next_attempt_at = maybe_text(metadata=_MOMENT)
    last_attempt = fields.Nested(AttemptSchema, required=True, allow_none=True)


class DeliveryPageSchema(Schema):
    items = list_of(DeliverySchema)
    next = maybe_text(metadata={"description": "The `cursor` of the next page, null at the end"})


class MessageSchema(Schema):
    """The body as it is sent."""

    type = one_of(EventType)
    timestamp = text(metadata=_MOMENT)
    data = fields.Dict(required=True)


class DeliveryInFullSchema(DeliverySchema):
    message = fields.Nested(MessageSchema, required=True)
    log = list_of(AttemptSchema)


class DeliveryQuerySchema(PageSchema):
    state = fields.List(
        fields.Enum(DeliveryState, by_value=True),
        load_default=[],
        validate=validate.Length(max=len(DeliveryState)),
        metadata={"description": "Only deliveries that stand so; may be given again"},
    )
