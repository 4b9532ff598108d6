package io.quittance.lambda;

import static io.quittance.contract.Body.json;
import static io.quittance.lambda.AwsEvents.claims;
import static io.quittance.lambda.AwsEvents.http;
import static io.quittance.lambda.AwsEvents.message;
import static io.quittance.lambda.AwsEvents.sqs;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quittance.binding.Database;
import io.quittance.contract.QueueServer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * The queue of a command with its dead letters, as the template has them, on a server that speaks SQS, and the packaged zip
 * behind it. What Lambda's poller does, the test does: it hands batches on, deletes what was done and leaves the rest.
 */
class QueueIT {

    private static final String TRIES = "5";
    private static final List<AutoCloseable> STARTED = new ArrayList<>();

    private static Database database;
    private static SqsClient client;
    private static Lambda function;
    private static String deadLetters;
    private static String commands;

    @BeforeAll
    static void start() throws Exception {
        Lambda.unpack();
        database = new Database();
        STARTED.add(database);
        Lambda.migrate(database);
        bringRecords();
        var server = new QueueServer();
        STARTED.add(server);
        client = server.client();
        bringQueues();
        var environment = new HashMap<>(database.environment());
        environment.put("QUITTANCE_TENANT", "t");
        environment.put("QUITTANCE_FUNCTIONS", "cancel-billing-item");
        environment.put("QUARKUS_FUNQY_EXPORT", "receive-message");
        function = Lambda.start(Lambda.EVENTS, environment);
        STARTED.add(function);
    }

    private static void bringRecords() throws Exception {
        var environment = new HashMap<>(database.environment());
        environment.put("QUITTANCE_FUNCTIONS", "import-records");
        try (Lambda importing = Lambda.start(Lambda.HTTP, environment)) {
            importing.call(http(
                    "POST", "/import-records", claims("billing-admin"), Map.of("idempotency-key", "records"), """
                    {"policy":{"termsVersion":"v1","termsText":"Gone is gone.","contactLine":"Ask."},
                     "accounts":[{"id":"a","name":"A","currency":"EUR","timeZone":"Europe/Paris"}],
                     "billingItems":[
                       {"id":"first","accountId":"a","name":"1","anchorOn":"2026-01-31","price":{"amount":"5.00","currency":"EUR"}},
                       {"id":"second","accountId":"a","name":"2","anchorOn":"2026-01-31","price":{"amount":"5.00","currency":"EUR"}}]}"""));
        }
    }

    private static void bringQueues() {
        deadLetters = client.createQueue(queue -> queue.queueName("dead")).queueUrl();
        String address = client.getQueueAttributes(
                        asking -> asking.queueUrl(deadLetters).attributeNames(QueueAttributeName.QUEUE_ARN))
                .attributes()
                .get(QueueAttributeName.QUEUE_ARN);
        commands = client.createQueue(queue -> queue.queueName("commands")
                        .attributes(Map.of(
                                QueueAttributeName.REDRIVE_POLICY,
                                json("deadLetterTargetArn", address, "maxReceiveCount", TRIES))))
                .queueUrl();
    }

    @AfterAll
    static void stop() throws Exception {
        for (int i = STARTED.size() - 1; i >= 0; i--) {
            STARTED.get(i).close();
        }
    }

    private static void send(String body) {
        client.sendMessage(message -> message.queueUrl(commands).messageBody(body));
    }

    private static String cancel(String item, String timing) {
        return """
                {"billingItemId":"%s","timing":"%s","acknowledged":true,"termsVersion":"v1",
                 "reason":{"code":"NO_LONGER_NEEDED"}}""".formatted(item, timing);
    }

    private static List<Message> received(String queue) {
        return client.receiveMessage(asking -> asking.queueUrl(queue)
                        .maxNumberOfMessages(10)
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
                .messages();
    }

    /** Hands batches on until the queue has nothing more to give; what failed is there again at once. */
    private static void poll() {
        for (List<Message> batch = received(commands); !batch.isEmpty(); batch = received(commands)) {
            Set<String> failed = StreamSupport.stream(
                            function.call(sqs(batch)).path("batchItemFailures").spliterator(), false)
                    .map(item -> item.path("itemIdentifier").asText())
                    .collect(Collectors.toSet());
            for (Message message : batch) {
                if (failed.contains(message.messageId())) {
                    client.changeMessageVisibility(change -> change.queueUrl(commands)
                            .receiptHandle(message.receiptHandle())
                            .visibilityTimeout(0));
                } else {
                    client.deleteMessage(
                            deletion -> deletion.queueUrl(commands).receiptHandle(message.receiptHandle()));
                }
            }
        }
    }

    private static List<String> events() {
        return database.texts(
                "select type || ' of ' || subject from outbox where tenant_id = 't' and subject in ('first', 'second', 'other')"
                        + " order by subject, type");
    }

    @Test
    void carriesOutWhatIsSentOnceAndLaysWhatCannotBeReadToTheDeadLetters() {
        String scheduled = message("cancel-billing-item", "key", cancel("first", "ANNIVERSARY"));
        send(scheduled);
        send("{poisoned");
        // Refused, which is an answer; sent twice; and behind all that, one that nothing of it may hold up.
        send(message("cancel-billing-item", "other", cancel("first", "ANNIVERSARY")));
        send(scheduled);
        send(message("cancel-billing-item", "last", cancel("second", "IMMEDIATE")));
        poll();
        List<String> once = List.of(
                "billing-item.cancellation-scheduled of first",
                "command.refused of other",
                "billing-item.canceled of second");
        assertEquals(Set.copyOf(once), Set.copyOf(events()));
        assertEquals(once.size(), events().size(), () -> events().toString());
        assertEquals(
                List.of("{poisoned"),
                received(deadLetters).stream().map(Message::body).toList());
        assertEquals(
                Long.parseLong(TRIES),
                function.log()
                        .lines()
                        .filter(line -> line.contains("MALFORMED_JSON"))
                        .count());
        // Late, and once more: the answer of then, and nothing else.
        send(scheduled);
        poll();
        assertEquals(once.size(), events().size(), () -> events().toString());
        assertEquals(List.of(), received(deadLetters));
    }
}
