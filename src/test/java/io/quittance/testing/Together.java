package io.quittance.testing;

import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Does the same thing many times at once. */
public final class Together {

    private Together() {}

    /** A command as a caller sends it: told to come back, it comes back with the same key. */
    public static Response command(Api api, String function, String body) {
        String key = UUID.randomUUID().toString();
        Response answer = api.command(function, key, body);
        for (int tries = 1; answer.statusCode() == 503 && tries < 10; tries++) {
            answer = api.command(function, key, body);
        }
        return answer;
    }

    /** Starts all at the same moment, and answers what each gave. */
    public static <T> List<T> times(int times, IntFunction<T> thing) {
        ExecutorService threads = Executors.newFixedThreadPool(times);
        var start = new CountDownLatch(1);
        try {
            var running = new ArrayList<Future<T>>();
            for (int i = 0; i < times; i++) {
                int number = i;
                Callable<T> one = () -> {
                    start.await();
                    return thing.apply(number);
                };
                running.add(threads.submit(one));
            }
            start.countDown();
            var answers = new ArrayList<T>();
            for (Future<T> each : running) {
                answers.add(each.get());
            }
            return answers;
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            threads.shutdownNow();
        }
    }
}
