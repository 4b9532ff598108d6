/** The package for Knative, run as a process of its own. */
@NullMarked
package io.quittance.knative;

import org.jspecify.annotations.NullMarked;
