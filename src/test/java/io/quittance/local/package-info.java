/**
 * The runnable jar as somebody runs it on a laptop: a process of its own with a PostgreSQL of its own, ended in every
 * way in which they can end.
 */
@NullMarked
package io.quittance.local;

import org.jspecify.annotations.NullMarked;
