/** What the tests of several bindings run their packages with. */
@NullMarked
package io.quittance.binding;

import org.jspecify.annotations.NullMarked;
