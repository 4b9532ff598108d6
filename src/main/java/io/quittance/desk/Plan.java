package io.quittance.desk;

import java.util.List;

/**
 * The plan of a command: plain data, the same for preview, execution and schedule.
 *
 * <p>Its JSON is what a preview shows, a quote signs and a receipt keeps; so it holds days and amounts, but no moment
 * of asking and no id that is drawn when it is carried out.
 */
public interface Plan {

    /** Every record that will change. */
    List<Effect> effects();
}
