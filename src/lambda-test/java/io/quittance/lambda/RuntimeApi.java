package io.quittance.lambda;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The side of Lambda that a function's runtime talks to: it hands events out and takes answers in (version 2018-06-01). */
final class RuntimeApi implements AutoCloseable {

    private static final String ROOT = "/2018-06-01/runtime/";
    private static final long PATIENCE_SECONDS = 180;

    private final HttpServer server;
    private final BlockingQueue<Invocation> waiting = new LinkedBlockingQueue<>();
    private final Map<String, CompletableFuture<Answer>> running = new ConcurrentHashMap<>();
    private final CompletableFuture<Answer> ended = new CompletableFuture<>();
    private final CompletableFuture<Answer> snapshot = new CompletableFuture<>();
    private final CountDownLatch restored = new CountDownLatch(1);

    private record Invocation(String id, String event) {}

    /** What the caller of the function gets. */
    record Answer(boolean failed, String body) {}

    RuntimeApi() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            var thread = new Thread(task, "runtime-api");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext(ROOT, this::serve);
        server.start();
    }

    String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    Answer invoke(String event) {
        var invocation = new Invocation(UUID.randomUUID().toString(), event);
        var answer = new CompletableFuture<Answer>();
        running.put(invocation.id(), answer);
        waiting.add(invocation);
        return await(answer);
    }

    /** Waits until the function says that its snapshot may be taken. */
    Answer awaitSnapshot() {
        return await(snapshot);
    }

    /** Goes on as from the snapshot. */
    void restore() {
        restored.countDown();
    }

    private Answer await(CompletableFuture<Answer> answer) {
        try {
            return (Answer) CompletableFuture.anyOf(answer, ended).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException("No answer", e);
        }
    }

    /** Nothing more will be answered. */
    void end(String because) {
        ended.complete(new Answer(true, because));
    }

    private void serve(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().substring(ROOT.length());
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (path.equals("invocation/next")) {
            next(exchange);
            return;
        }
        if (path.equals("restore/next")) {
            beRestored(exchange);
            return;
        }
        var answer = new Answer(path.endsWith("/error"), body);
        if (path.equals("init/error")) {
            ended.complete(answer);
        } else {
            CompletableFuture<Answer> asked = running.remove(path.split("/")[1]);
            if (asked != null) {
                asked.complete(answer);
            }
        }
        exchange.sendResponseHeaders(202, -1);
        exchange.close();
    }

    private void beRestored(HttpExchange exchange) throws IOException {
        snapshot.complete(new Answer(false, ""));
        try {
            restored.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }

    private void next(HttpExchange exchange) throws IOException {
        Invocation invocation;
        try {
            invocation = waiting.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        exchange.getResponseHeaders().add("Lambda-Runtime-Aws-Request-Id", invocation.id());
        exchange.getResponseHeaders().add("Lambda-Runtime-Deadline-Ms", String.valueOf(Long.MAX_VALUE));
        exchange.getResponseHeaders()
                .add("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:eu-central-1:000000000000:function:x");
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        byte[] event = invocation.event().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, event.length);
        exchange.getResponseBody().write(event);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
