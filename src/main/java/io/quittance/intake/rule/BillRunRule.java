package io.quittance.intake.rule;

import io.quittance.intake.known.KnownBillRuns;
import io.quittance.intake.record.BillRunRecord;
import io.quittance.intake.record.BillRunSeriesRecord;
import io.quittance.intake.record.ImportRecordsRequest;
import io.quittance.persistence.BillRun;
import io.quittance.persistence.BillRunKind;
import io.quittance.persistence.BillRunSeries;
import io.quittance.persistence.BillRunState;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds the bad values of imported bill runs. The billing system takes a run through its own states only; what Quittance
 * has ended stays ended.
 */
public final class BillRunRule {

    private final KnownBillRuns known;
    private final Findings findings;
    private final Set<String> series;
    private final Set<String> numbers = new HashSet<>();

    public BillRunRule(ImportRecordsRequest request, KnownBillRuns known, Findings findings) {
        this.known = known;
        this.findings = findings;
        this.series = request.billRunSeries().stream()
                .map(BillRunSeriesRecord::id)
                .collect(Collectors.toCollection(HashSet::new));
        this.series.addAll(known.series().keySet());
    }

    public void run(String at, BillRunRecord record) {
        boolean scheduled = record.kind() == BillRunKind.SCHEDULED;
        findings.refuseIf(
                scheduled != (record.seriesId() != null),
                at + "/seriesId",
                scheduled ? "must be given for a SCHEDULED run" : "is allowed only for a SCHEDULED run");
        findings.refuseIf(
                scheduled != (record.number() != null),
                at + "/number",
                scheduled ? "must be given for a SCHEDULED run" : "is allowed only for a SCHEDULED run");
        findings.refuseIf(
                scheduled && record.scheduledOn() == null, at + "/scheduledOn", "must be given for a SCHEDULED run");
        findings.refuseIf(
                !scheduled && record.state() == BillRunState.PAUSED,
                at + "/state",
                "can be PAUSED only for a SCHEDULED run");
        findings.refuseIf(
                record.seriesId() != null && !series.contains(record.seriesId()),
                at + "/seriesId",
                "is not a known series");
        BillRun other = other(record);
        findings.refuseIf(
                isBroughtTwice(record) || other != null,
                at + "/number",
                other == null
                        ? "is the number of another run of the series"
                        : "is the number of bill run " + other.id + " of the series; import it under that id");
        BillRun before = known.runs().get(record.id());
        if (before == null) {
            newRun(at, record);
        } else {
            knownRun(at, record, before);
        }
    }

    private void newRun(String at, BillRunRecord record) {
        findings.refuseIf(
                record.state().isEnding() && record.state() != BillRunState.CANCELED,
                at + "/state",
                "is a state of Quittance's own work; cancel a run by cancel-bill-run");
        BillRunSeries of = record.seriesId() == null ? null : known.series().get(record.seriesId());
        findings.refuseIf(
                of != null && of.isEnded() && !record.state().hasRun(),
                at + "/seriesId",
                "has been ended; no run of it follows");
    }

    private void knownRun(String at, BillRunRecord record, BillRun before) {
        if (before.state() == BillRunState.DELETED) {
            findings.refuseIf(true, at + "/id", "is the id of a bill run that was deleted");
            return;
        }
        findings.refuseIf(before.kind != record.kind(), at + "/kind", "cannot change");
        findings.refuseIf(!Objects.equals(before.seriesId, record.seriesId()), at + "/seriesId", "cannot change");
        findings.refuseIf(!Objects.equals(before.number, record.number()), at + "/number", "cannot change");
        boolean same =
                before.isEnding() ? record.state().isEnding() : before.state().mayBecome(record.state());
        findings.refuseIf(
                !same, at + "/state", "cannot become " + record.state() + ": the bill run is " + before.state());
    }

    private boolean isBroughtTwice(BillRunRecord record) {
        return record.seriesId() != null
                && record.number() != null
                && !numbers.add(record.seriesId() + " " + record.number());
    }

    /** The run that has the number already, such as one that Quittance has scheduled. */
    private @Nullable BillRun other(BillRunRecord record) {
        return known.runs().values().stream()
                .filter(run -> record.seriesId() != null
                        && record.seriesId().equals(run.seriesId)
                        && Objects.equals(record.number(), run.number)
                        && !run.id.equals(record.id()))
                .findFirst()
                .orElse(null);
    }
}
