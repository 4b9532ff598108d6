package io.quittance.http;

import io.quarkus.arc.Arc;
import io.quittance.contract.HttpAnswer;
import io.quittance.contract.HttpBinding;
import io.quittance.contract.HttpCall;
import io.quittance.contract.HttpWire;
import io.quittance.testing.Books;
import io.quittance.testing.Tokens;

/** The server that answers HTTP itself, on laptops and in containers: it verifies tokens, so callers send signed ones. */
final class ServerBinding implements HttpBinding {

    @Override
    public HttpAnswer send(HttpCall call) {
        return HttpWire.send(call, "", Tokens::of);
    }

    @Override
    public void write(String sql, Object... parameters) {
        Arc.container().instance(Books.class).get().write(sql, parameters);
    }
}
