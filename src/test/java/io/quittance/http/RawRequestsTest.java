package io.quittance.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quittance.testing.Api;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Requests that no HTTP client sends, as bytes over a socket. What the server reads as one request must not be two for
 * whoever reads the same bytes before it, and the other way round; and its ports do not speak HTTP/2.
 */
@QuarkusTest
class RawRequestsTest {

    /** The server closes the connection after its answer. */
    private static final String LAST_REQUEST =
            "GET /q/health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3}) ");

    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    private static final int HEADERS = 1;
    private static final int SETTINGS = 4;
    private static final int GOAWAY = 7;
    private static final int CONTINUATION = 9;

    @TestHTTPResource("/")
    URI server;

    @TestHTTPResource(value = "/", management = true)
    URI management;

    private final Api api = Api.newTenant();

    @ParameterizedTest
    @ValueSource(strings = {"", ";a=b", ";a=\"b\"", ";a=\"b;c\";d"})
    void answersAChunkedRequestAndTheOneAfterIt(String extension) throws IOException {
        assertEquals(
                List.of(200, 200),
                statuses(send(server, chunked("chunked") + "2" + extension + "\r\n{}\r\n0\r\n\r\n" + LAST_REQUEST)));
    }

    /** For a reader that keeps to RFC 9112, the line of the chunk goes on behind the line break, up to the second quote. */
    @ParameterizedTest
    @ValueSource(strings = {";a=\"", ";a=\"\r\n", ";a=\"b\r\nc", ";a=\"\\\"\r\n"})
    void refusesALineBreakInAQuotedChunkExtension(String extension) throws IOException {
        List<Integer> statuses =
                statuses(send(server, chunked("chunked") + "2" + extension + "\r\n{}\r\n0\r\n\r\n" + LAST_REQUEST));

        assertTrue(statuses.isEmpty() || statuses.equals(List.of(400)), "answered " + statuses);
    }

    /** The length of a body is known only if its last coding is chunked. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "chunked, xchunked",
                "chunked,identity",
                "xchunked",
                "chunked\r\nTransfer-Encoding: xchunked",
                "chunked,\r\n xchunked"
            })
    void refusesATransferEncodingThatDoesNotEndWithChunked(String coding) throws IOException {
        assertEquals(List.of(400), statuses(send(server, chunked(coding) + "2\r\n{}\r\n0\r\n\r\n" + LAST_REQUEST)));
    }

    @Test
    void doesNotAnswerHttp2OfWhoeverKnowsIt() throws IOException {
        byte[] answer = send(server, bytes(PREFACE.getBytes(StandardCharsets.ISO_8859_1), frame(SETTINGS, 0)));

        assertFalse(isFrame(answer, SETTINGS), "answered HTTP/2");
        assertTrue(statuses(answer).stream().allMatch(status -> status >= 400), "answered " + statuses(answer));
    }

    @Test
    void doesNotUpgradeToHttp2() throws IOException {
        String upgrade = LAST_REQUEST.replace(
                "Connection: close",
                "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA");

        assertEquals(List.of(200, 200), statuses(send(server, upgrade + LAST_REQUEST)));
    }

    /** HTTP/2 cannot be switched off on the port of the metrics, so a flood there must end by itself. */
    @Test
    void endsAFloodOfContinuations() throws IOException {
        var flood = new ByteArrayOutputStream();
        flood.writeBytes(PREFACE.getBytes(StandardCharsets.ISO_8859_1));
        flood.writeBytes(frame(SETTINGS, 0));
        flood.writeBytes(frame(HEADERS, 1));
        for (int frames = 0; frames < 1_000; frames++) {
            flood.writeBytes(frame(CONTINUATION, 1));
        }

        assertTrue(frames(send(management, flood.toByteArray())).contains(GOAWAY), "takes the flood");
    }

    /** The head of a command whose body is encoded so. */
    private String chunked(String coding) {
        return "POST /list-accounts HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + api.token()
                + "\r\nContent-Type: application/json\r\nTransfer-Encoding: " + coding + "\r\n\r\n";
    }

    private static byte[] send(URI address, String request) throws IOException {
        return send(address, request.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Sends the bytes and reads until the server closes the connection, or is silent for a while. */
    private static byte[] send(URI address, byte[] request) throws IOException {
        try (var socket = new Socket(address.getHost(), address.getPort())) {
            socket.setSoTimeout(15_000);
            var answer = new ByteArrayOutputStream();
            try {
                socket.getOutputStream().write(request);
                InputStream in = socket.getInputStream();
                for (int next = in.read(); next >= 0; next = in.read()) {
                    answer.write(next);
                }
            } catch (SocketTimeoutException | SocketException e) {
                // Closed by a reset, as a server does that has not read everything, or silent: what came, counts.
            }
            return answer.toByteArray();
        }
    }

    private static List<Integer> statuses(byte[] answer) {
        return STATUS.matcher(new String(answer, StandardCharsets.ISO_8859_1))
                .results()
                .map((MatchResult status) -> Integer.valueOf(status.group(1)))
                .toList();
    }

    /** A frame of HTTP/2 that carries nothing. */
    private static byte[] frame(int type, int stream) {
        return ByteBuffer.allocate(9)
                .put(3, (byte) type)
                .position(5)
                .putInt(stream)
                .array();
    }

    private static byte[] bytes(byte[] one, byte[] other) {
        return ByteBuffer.allocate(one.length + other.length)
                .put(one)
                .put(other)
                .array();
    }

    private static boolean isFrame(byte[] answer, int type) {
        return answer.length >= 9 && answer[0] == 0 && answer[3] == type;
    }

    /** The types of the frames in an answer of HTTP/2. */
    private static List<Integer> frames(byte[] answer) {
        var types = new ArrayList<Integer>();
        ByteBuffer rest = ByteBuffer.wrap(answer);
        while (rest.remaining() >= 9) {
            int length = (rest.get() & 0xff) << 16 | (rest.getShort() & 0xffff);
            types.add((int) rest.get());
            rest.position(Math.min(rest.position() + 5 + length, rest.limit()));
        }
        return types;
    }
}
