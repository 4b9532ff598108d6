/** What the end of services brings with it: early exit, penalties, installed items and planned actions. */
@NullMarked
package io.quittance.subscription.services;

import org.jspecify.annotations.NullMarked;
