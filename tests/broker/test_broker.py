from kombu import Connection

from matcher.broker import Broker


def taken(url: str, queue: str) -> list[int]:
    """The numbers of the jobs that messages in the queue tell of, which are taken out of it."""
    found = []
    with Connection(url) as connection, connection.SimpleQueue(queue) as messages:
        while True:
            try:
                message = messages.get(block=False)
            except messages.Empty:
                return found
            found += message.payload[0]
            message.ack()


def test_a_message_is_the_number_of_a_job(broker_url: str, broker_queue: str) -> None:
    broker = Broker(broker_url, broker_queue)
    assert broker.is_empty()
    assert broker.announce([3, 1, 2])
    assert not broker.is_empty()
    assert taken(broker_url, broker_queue) == [3, 1, 2]
    assert broker.is_empty()
    broker.close()


def test_a_connection_that_was_cut_is_made_anew(broker_url: str, broker_queue: str) -> None:
    broker = Broker(broker_url, broker_queue)
    assert broker.announce([1])
    with broker.celery.producer_pool.acquire() as producer:
        transport = producer.connection.default_channel.connection
        if hasattr(transport, "sock"):  # RabbitMQ's own; that of Redis looks after itself
            transport.sock.close()
    assert broker.announce([2])
    assert taken(broker_url, broker_queue) == [1, 2]
    broker.close()


def test_a_broker_that_is_away_is_no_fault_of_the_caller(broker_url: str, free_port: int) -> None:
    away = Broker(f"{broker_url.partition(':')[0]}://127.0.0.1:{free_port}/", "rolefit")
    assert not away.announce([1])
    assert not away.is_empty()
    away.close()
