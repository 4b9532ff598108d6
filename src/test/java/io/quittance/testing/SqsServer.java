package io.quittance.testing;

import io.quittance.contract.QueueServer;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;

/** A server of queues, with one queue that the tests may take away and bring back. */
public class SqsServer implements AutoCloseable {

    private static final String QUEUE = "events";

    private final QueueServer server = new QueueServer();
    private String url;

    /** Starts it, and tells the SDK of the application by system properties where it is. */
    public SqsServer() {
        System.setProperty("aws.endpointUrlSqs", server.endpoint());
        System.setProperty("aws.region", "eu-central-1");
        System.setProperty("aws.accessKeyId", "x");
        System.setProperty("aws.secretAccessKey", "x");
        url = createQueue();
    }

    @Override
    public void close() {
        server.close();
        List.of("aws.endpointUrlSqs", "aws.region", "aws.accessKeyId", "aws.secretAccessKey")
                .forEach(System::clearProperty);
    }

    /** The address of the queue. */
    public String url() {
        return url;
    }

    public void takeQueueAway() {
        client().deleteQueue(queue -> queue.queueUrl(url));
    }

    public void bringQueue() {
        url = createQueue();
    }

    private String createQueue() {
        return client().createQueue(queue -> queue.queueName(QUEUE)).queueUrl();
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
        return server.client();
    }
}
