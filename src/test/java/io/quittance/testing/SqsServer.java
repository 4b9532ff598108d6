package io.quittance.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;

/** A server that speaks SQS, with one queue that the tests may take away and bring back. */
public class SqsServer implements QuarkusTestResourceLifecycleManager {

    private static final String QUEUE = "events";

    private @Nullable SQSRestServer server;
    private @Nullable SqsClient client;
    private String url = "";

    @Override
    public Map<String, String> start() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        // The server finds its settings by the thread's loader, which knows the application only.
        thread.setContextClassLoader(SqsServer.class.getClassLoader());
        try {
            SQSRestServer started = SQSRestServerBuilder.withInterface("127.0.0.1")
                    .withDynamicPort()
                    .start();
            int port = started.waitUntilStarted().localAddress().getPort();
            server = started;
            String endpoint = "http://127.0.0.1:" + port;
            client = SqsClient.builder()
                    .endpointOverride(URI.create(endpoint))
                    .region(Region.EU_CENTRAL_1)
                    .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("x", "x")))
                    .httpClientBuilder(UrlConnectionHttpClient.builder())
                    .build();
            // Where the SDK of the application looks.
            System.setProperty("aws.endpointUrlSqs", endpoint);
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
        if (client != null) {
            client.close();
        }
        if (server != null) {
            server.stopAndWait();
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
        if (client == null) {
            throw new IllegalStateException("Not started");
        }
        return client;
    }
}
