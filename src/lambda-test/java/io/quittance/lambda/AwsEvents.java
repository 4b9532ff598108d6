package io.quittance.lambda;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quittance.contract.SignedTokens;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.model.Message;

/** Events as AWS writes them. */
final class AwsEvents {

    private AwsEvents() {}

    /** What the token of a caller says. */
    static Map<String, Object> claims(String role) {
        return Map.of("sub", "somebody", "tenant", "t", "groups", List.of(role));
    }

    /**
     * A request to an HTTP API, payload 2.0; without claims it has no token, and no authorizer has seen it. The API writes the
     * names of headers small, and bodies that it does not take for text in base 64.
     */
    static String http(
            String method,
            String path,
            @Nullable Map<String, Object> claims,
            Map<String, String> headers,
            @Nullable String body) {
        String[] parts = path.split("\\?", 2);
        ObjectNode event = Lambda.JSON
                .createObjectNode()
                .put("version", "2.0")
                .put("routeKey", method + " " + parts[0])
                .put("rawPath", parts[0])
                .put("rawQueryString", parts.length == 1 ? "" : parts[1]);
        ObjectNode sent = event.putObject("headers").put("content-type", "application/json");
        if (claims != null) {
            sent.put("authorization", "Bearer " + SignedTokens.of(claims));
        }
        headers.forEach((name, value) -> sent.put(name.toLowerCase(Locale.ROOT), value));
        byte[] bytes = body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8);
        sent.put("content-length", String.valueOf(bytes.length));
        boolean isText = sent.path("content-type").asText().matches("(text/|application/json).*");
        event.put("isBase64Encoded", !isText)
                .put("body", isText ? body : Base64.getEncoder().encodeToString(bytes));
        ObjectNode context = event.putObject("requestContext").put("stage", "$default");
        context.putObject("http")
                .put("method", method)
                .put("path", parts[0])
                .put("protocol", "HTTP/1.1")
                .put("sourceIp", "203.0.113.7");
        if (claims != null) {
            ObjectNode jwt = context.putObject("authorizer").putObject("jwt");
            ObjectNode said = jwt.putObject("claims");
            claims.forEach((name, claim) -> said.put(name, written(claim)));
            jwt.putNull("scopes");
        }
        return event.toString();
    }

    /** A claim as the authorizer writes it: all are text, an array is {@code [a b]}. */
    private static String written(Object claim) {
        return claim instanceof Collection<?> several
                ? several.stream().map(String::valueOf).collect(Collectors.joining(" ", "[", "]"))
                : String.valueOf(claim);
    }

    /** A batch of a queue; the messages are called m-0, m-1 and so on. */
    static String sqs(String... bodies) {
        return sqs(IntStream.range(0, bodies.length)
                .mapToObj(i -> Message.builder()
                        .messageId("m-" + i)
                        .receiptHandle("r")
                        .body(bodies[i])
                        .attributesWithStrings(Map.of("ApproximateReceiveCount", "1"))
                        .build())
                .toList());
    }

    /** A batch of what a queue has handed out. */
    static String sqs(List<Message> messages) {
        ObjectNode event = Lambda.JSON.createObjectNode();
        ArrayNode records = event.putArray("Records");
        for (Message message : messages) {
            ObjectNode sent = records.addObject()
                    .put("messageId", message.messageId())
                    .put("receiptHandle", message.receiptHandle())
                    .put("body", message.body())
                    .put("eventSource", "aws:sqs")
                    .put("eventSourceARN", "arn:aws:sqs:eu-central-1:000000000000:queue")
                    .put("awsRegion", "eu-central-1");
            ObjectNode attributes = sent.putObject("attributes");
            message.attributesAsStrings().forEach(attributes::put);
            sent.putObject("messageAttributes");
        }
        return event.toString();
    }

    /** A notification of SNS that is subscribed to the function itself. */
    static String sns(String message) {
        ObjectNode event = Lambda.JSON.createObjectNode();
        ObjectNode entry = event.putArray("Records")
                .addObject()
                .put("EventSource", "aws:sns")
                .put("EventVersion", "1.0");
        entry.putObject("Sns").put("MessageId", "n-0").put("Message", message);
        return event.toString();
    }

    /** What EventBridge sends to a target that has no InputPath. */
    static String bus(String detail) {
        return """
                {"version":"0","id":"e","detail-type":"x","source":"crm","account":"000000000000",
                 "time":"2026-01-01T00:00:00Z","region":"eu-central-1","resources":[],"detail":%s}""".formatted(detail);
    }

    /** A single event of CloudEvents 1.0, as a pipe or another bus may send it. */
    static String cloudEvent(String data) {
        return """
                {"specversion":"1.0","id":"e","type":"x","source":"crm","datacontenttype":"application/json","data":%s}""".formatted(data);
    }

    /** A command in its envelope. */
    static String message(String function, @Nullable String key, String command) {
        return """
                {"function":"%s",%s"actor":{"subject":"crm","role":"system"},"command":%s}""".formatted(function, key == null ? "" : "\"idempotencyKey\":\"" + key + "\",", command);
    }
}
