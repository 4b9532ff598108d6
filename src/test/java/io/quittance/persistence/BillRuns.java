package io.quittance.persistence;

import java.time.LocalDate;

/** Bill runs that no books know, in any state. */
public final class BillRuns {

    private BillRuns() {}

    public static BillRun adHoc(String id, BillRunState state, long posted) {
        var run = new BillRun();
        run.id = id;
        run.kind = BillRunKind.AD_HOC;
        run.stand(state, posted);
        return run;
    }

    public static BillRun scheduled(String id, BillRunState state, BillRunSeries series, long number, LocalDate on) {
        BillRun run = BillRun.recurrence(series, id, number, on);
        run.stand(state, 0);
        return run;
    }
}
