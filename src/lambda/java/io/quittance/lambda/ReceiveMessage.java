package io.quittance.lambda;

import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import io.quarkus.funqy.Funq;
import io.quittance.message.Messages;

/**
 * The door for queues: the body of each message is a command in its envelope.
 *
 * <p>SQS takes no outcome, so a message that cannot be carried out ends in an exception: SQS delivers it again, and
 * finally to the dead-letter queue, while the others of its batch are done. The function takes the message itself and
 * not the body that the binding would read, so an unreadable one is reported with its id.
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
