/** What the tests share: a clock that is moved, real tokens, calls over HTTP, a look into the books. */
@NullMarked
package io.quittance.testing;

import org.jspecify.annotations.NullMarked;
