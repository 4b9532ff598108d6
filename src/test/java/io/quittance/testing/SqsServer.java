package io.quittance.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quittance.contract.QueueServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;

/** A server of queues for the application, with one queue that the tests may take away and bring back. */
public class SqsServer implements QuarkusTestResourceLifecycleManager {

    private static final String QUEUE = "events";

    private @Nullable QueueServer server;
    private String url = "";

    @Override
    public Map<String, String> start() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        // The server finds its settings by the thread's loader, which knows the application only.
        thread.setContextClassLoader(SqsServer.class.getClassLoader());
        try {
            server = new QueueServer();
            // Where the SDK of the application looks.
            System.setProperty("aws.endpointUrlSqs", server.endpoint());
            System.setProperty("aws.region", "eu-central-1");
            System.setProperty("aws.accessKeyId", "x");
            System.setProperty("aws.secretAccessKey", "x");
            bringQueue();
            return Map.of("quittance.events.queue", url);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Override
    public void stop() {
        if (server != null) {
            server.close();
        }
        List.of("aws.endpointUrlSqs", "aws.region", "aws.accessKeyId", "aws.secretAccessKey")
                .forEach(System::clearProperty);
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(this, field -> field.getType().equals(SqsServer.class));
    }

    public void takeQueueAway() {
        client().deleteQueue(queue -> queue.queueUrl(url));
    }

    public void bringQueue() {
        url = client().createQueue(queue -> queue.queueName(QUEUE)).queueUrl();
    }

    /** Takes all messages out of the queue. */
    public List<String> receiveAll() {
        var bodies = new ArrayList<String>();
        while (true) {
            List<Message> messages = client().receiveMessage(
                            asking -> asking.queueUrl(url).maxNumberOfMessages(10))
                    .messages();
            if (messages.isEmpty()) {
                return bodies;
            }
            messages.forEach(message -> bodies.add(message.body()));
            client().deleteMessageBatch(batch -> batch.queueUrl(url)
                    .entries(messages.stream()
                            .map(message -> DeleteMessageBatchRequestEntry.builder()
                                    .id(message.messageId())
                                    .receiptHandle(message.receiptHandle())
                                    .build())
                            .toList()));
        }
    }

    private SqsClient client() {
        if (server == null) {
            throw new IllegalStateException("Not started");
        }
        return server.client();
    }
}
