package io.quittance.refund.payout;

import io.quittance.invoice.PaidLine;
import io.quittance.invoice.PaidLine.Source;
import io.quittance.settlement.Split;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An amount to be refunded, and the sources it is refunded from.
 *
 * @param lineId null where no line has taken it of its payment
 * @param sources the payments and credits that paid it
 * @param minor in minor units; at most what the sources hold
 */
public record RefundShare(@Nullable String lineId, List<Source> sources, long minor) {

    /** A part of a line, shared by all of its sources. */
    public static RefundShare of(PaidLine line, long minor) {
        return new RefundShare(line.line().id, line.sources(), minor);
    }

    /** The amounts refunded of each source, in proportion to what it holds. */
    List<SourceShare> shares() {
        List<Long> amounts =
                Split.of(minor, sources.stream().map(Source::refundableMinor).toList());
        var shares = new ArrayList<SourceShare>();
        for (int i = 0; i < amounts.size(); i++) {
            if (amounts.get(i) > 0) {
                shares.add(new SourceShare(sources.get(i).paymentId(), lineId, amounts.get(i)));
            }
        }
        return shares;
    }

    /** The amount refunded of one source. */
    record SourceShare(@Nullable String paymentId, @Nullable String lineId, long minor) {

        /** A part of this share. */
        SourceShare of(long part) {
            return new SourceShare(paymentId, lineId, part);
        }
    }
}
