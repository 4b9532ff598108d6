package io.quittance.lambda;

import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import io.quarkus.funqy.Funq;
import io.quittance.message.Messages;

/**
 * The door for queues: the body of each message is a command in its envelope.
 *
 * <p>Nobody waits for an outcome, so what cannot be carried out leaves as an exception: SQS delivers the message again, and
 * in the end to the dead-letter queue, while the others of its batch are done. It takes the message itself, and not what
 * the binding would make of its body: so an unreadable one is told with its id.
 */
public class ReceiveMessage {

    private final Messages messages;

    ReceiveMessage(Messages messages) {
        this.messages = messages;
    }

    @Funq("receive-message")
    public void receive(SQSMessage message) {
        messages.take(String.valueOf(message.getMessageId()), String.valueOf(message.getBody()));
    }
}
