package io.quittance.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.math.BigDecimal;
import org.joda.money.CurrencyUnit;
import org.joda.money.IllegalCurrencyException;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/** Money in JSON: {@code {"amount":"12.34","currency":"USD"}}, the amount as text with the currency's own decimals. */
public final class MoneyJson extends SimpleModule {

    private static final long serialVersionUID = 1;

    static final String FORM = "an amount such as {\"amount\":\"12.34\",\"currency\":\"USD\"}, the amount as text";

    private static final String LIMIT = "an amount of at most 10,000,000,000,000 minor units";

    /** The amount, as a regular expression; its currency may allow fewer decimals. */
    public static final String AMOUNT = "-?[0-9]{1,18}(\\.[0-9]{1,4})?";

    /** The largest amount, in minor units: sums of all amounts that one call or one account can have stay exact. */
    static final long MOST_MINOR = 10_000_000_000_000L;

    MoneyJson() {
        addSerializer(new Writer());
        addDeserializer(Money.class, new Reader());
    }

    private static final class Writer extends StdSerializer<Money> {
        private static final long serialVersionUID = 1;

        Writer() {
            super(Money.class);
        }

        @Override
        public void serialize(Money money, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeStartObject();
            json.writeStringField("amount", money.getAmount().toPlainString());
            json.writeStringField("currency", money.getCurrencyUnit().getCode());
            json.writeEndObject();
        }
    }

    private static final class Reader extends StdDeserializer<Money> {
        private static final long serialVersionUID = 1;

        Reader() {
            super(Money.class);
        }

        @Override
        public @Nullable Money deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            JsonNode money = context.readTree(parser);
            JsonNode amount = money.path("amount");
            JsonNode currency = money.path("currency");
            if (money.size() != 2 || !amount.isTextual() || !currency.isTextual()) {
                return refuse(context, FORM);
            }
            if (!amount.textValue().matches(AMOUNT)) {
                return refuse(context, FORM);
            }
            try {
                CurrencyUnit unit = CurrencyUnit.of(currency.textValue());
                var value = new BigDecimal(amount.textValue());
                if (value.scale() > unit.getDecimalPlaces()) {
                    return refuse(
                            context, "an amount with at most " + unit.getDecimalPlaces() + " decimals in " + unit);
                }
                Money read = Money.of(unit, value);
                return Math.abs(read.getAmountMinorLong()) > MOST_MINOR ? refuse(context, LIMIT) : read;
            } catch (IllegalCurrencyException e) {
                return refuse(context, "in a currency of ISO 4217");
            } catch (ArithmeticException e) {
                return refuse(context, LIMIT);
            }
        }

        private @Nullable Money refuse(DeserializationContext context, String why) throws IOException {
            return (Money) context.handleWeirdStringValue(Money.class, "", why);
        }
    }
}
