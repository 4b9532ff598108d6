package io.quittance.openapi;

import io.quittance.call.Gate;
import io.quittance.call.Problem;
import io.quittance.call.ProblemPages;
import io.quittance.call.RefusalReason;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** The problems in the API description: the answer for each HTTP status, and the list of all reasons. */
final class ProblemAnswers {

    private ProblemAnswers() {}

    /** The answers of a function that is called by POST, by their HTTP statuses. */
    static Map<String, APIResponse> byStatus(Schema problem) {
        return Arrays.stream(RefusalReason.values())
                .filter(reason -> reason != RefusalReason.METHOD_NOT_ALLOWED)
                .collect(Collectors.groupingBy(
                        reason -> String.valueOf(reason.status()),
                        TreeMap::new,
                        Collectors.collectingAndThen(Collectors.toList(), reasons -> answer(reasons, problem))));
    }

    private static APIResponse answer(List<RefusalReason> reasons, Schema problem) {
        APIResponse answer = OASFactory.createAPIResponse()
                .description(reasons.stream().map(RefusalReason::name).collect(Collectors.joining(", ")))
                .content(OASFactory.createContent()
                        .addMediaType(
                                Problem.MEDIA_TYPE, OASFactory.createMediaType().schema(problem)));
        return reasons.stream().anyMatch(RefusalReason::isAnswer)
                ? answer.addHeader(Gate.REPLAYED, FunctionPath.replayed())
                : answer;
    }

    /** All reasons, as a table in Markdown. */
    static String table() {
        return Arrays.stream(RefusalReason.values())
                .map(ProblemAnswers::row)
                .collect(Collectors.joining("\n", """
                        The reasons in their order of precedence: if several apply, the first one listed is returned. A refusal that \
                        is kept is the answer to its idempotency key; a new try needs a new key.

                        | reason | status | title | what to do | kept |
                        | --- | --- | --- | --- | --- |
                        """, "\n"));
    }

    private static String row(RefusalReason reason) {
        return "| [%s](%s) | %d | %s | %s | %s |"
                .formatted(
                        reason,
                        ProblemPages.PATH + reason.page(),
                        reason.status(),
                        reason.title(),
                        reason.next(),
                        reason.isAnswer() ? "yes" : "no");
    }
}
