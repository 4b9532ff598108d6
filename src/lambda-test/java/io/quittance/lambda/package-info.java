/** The package for Lambda, run as Lambda runs it. */
@NullMarked
package io.quittance.lambda;

import org.jspecify.annotations.NullMarked;
