package io.quittance.local;

import io.quittance.contract.LongForm;
import java.time.Duration;
import java.util.Random;

/**
 * The kills that the application suffers while its clients go on: how many, and at which moments.
 *
 * <p>{@code -Dquittance.crash.seed} and {@code -Dquittance.crash.kills} give them another course and a longer one.
 *
 * @param seed of the moments; the clients take it too
 */
record Kills(long seed, int times) {

    /** As they are told to be, else by a seed of the test's own. */
    static Kills usually(long seed) {
        return new Kills(
                Long.getLong("quittance.crash.seed", seed),
                Integer.getInteger("quittance.crash.kills", LongForm.Size.of(2, 5)));
    }

    /**
     * Kills the jar again and again, each time after so many answers more, and starts it anew on its laptop. The clients
     * are sent after it.
     *
     * @return the jar that lives in the end, with as many answers
     */
    RunningJar of(RunningJar first, Laptop laptop, Clients clients, int answers) {
        var random = new Random(seed);
        RunningJar jar = first;
        for (int kill = 0; kill < times; kill++) {
            clients.awaitAnswers(answers);
            RunningJar.pause(Duration.ofMillis(random.nextInt(1500)));
            jar.kill();
            jar = laptop.startKept();
            clients.goTo(jar);
        }
        clients.awaitAnswers(answers);
        return jar;
    }
}
