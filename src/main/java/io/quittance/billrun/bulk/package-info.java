/** Works on the documents of large bill runs, chunk by chunk. */
@NullMarked
package io.quittance.billrun.bulk;

import org.jspecify.annotations.NullMarked;
