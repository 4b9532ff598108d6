package io.quittance.subscription;

import io.quittance.persistence.BindingExtension;
import io.quittance.persistence.InstalledItem;
import io.quittance.persistence.Service;
import io.quittance.persistence.ServiceState;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * One service of a subscription, with what binds it and what is installed for it.
 *
 * @param termClass the class of its billing term; absent if it may leave at any time
 * @param boundUntil first day on which it is not bound any more: the latest that it or one of its extensions says
 * @param extensions why its binding was made longer, in the order in which they end
 * @param cancelableFrom first day on which it may end, be that in the binding or after it
 * @param price the price of one period of its subscription
 * @param cancellationId the cancellation that ended it or will end it
 * @param effectiveOn first day not used
 */
public record ServiceDetail(
        String serviceId,
        String name,
        ServiceState state,
        @Nullable String serviceClass,
        @Nullable String distributorId,
        @Nullable String termClass,
        @Nullable LocalDate activatedOn,
        @Nullable LocalDate boundUntil,
        List<Extension> extensions,
        @Nullable LocalDate cancelableFrom,
        @Nullable Money price,
        List<InstalledItemView> installedItems,
        @Nullable String cancellationId,
        @Nullable LocalDate effectiveOn) {

    /**
     * One extension of a binding.
     *
     * @param boundUntil first day on which it does not bind any more
     */
    public record Extension(String extensionId, String cause, LocalDate extendedOn, LocalDate boundUntil) {}

    /** One installed item. */
    public record InstalledItemView(
            String installedItemId,
            String name,
            InstalledItem.State state,
            String itemClass,
            @Nullable String distributorId) {}

    boolean hasEnded() {
        return state == ServiceState.CANCELED || state == ServiceState.REGRETTED;
    }

    static ServiceDetail of(
            Service service,
            CurrencyUnit currency,
            List<BindingExtension> extensions,
            List<InstalledItem> items,
            Instant at) {
        return new ServiceDetail(
                service.id,
                service.name,
                service.state(at),
                service.serviceClass,
                service.distributorId,
                service.termClass,
                service.activatedOn,
                Stream.concat(Stream.of(service.boundUntil), extensions.stream().map(each -> each.boundUntil))
                        .filter(Objects::nonNull)
                        .max(LocalDate::compareTo)
                        .orElse(null),
                extensions.stream()
                        .map(each -> new Extension(each.id, each.cause, each.extendedOn, each.boundUntil))
                        .toList(),
                service.cancelableFrom,
                service.priceMinor == null ? null : Money.ofMinor(currency, service.priceMinor),
                items.stream()
                        .map(each -> new InstalledItemView(
                                each.id, each.name, each.state(at), each.itemClass, each.distributorId))
                        .toList(),
                service.cancellationId(),
                service.effectiveOn());
    }
}
