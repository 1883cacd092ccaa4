package dev.commonground.observation;

import dev.commonground.ContractArguments;
import dev.commonground.ContractTypes;
import dev.commonground.NullArgumentsContract;
import io.opentelemetry.api.OpenTelemetry;
import java.util.Collection;

class NullArgumentsTest implements NullArgumentsContract {

    @Override
    public Collection<Class<?>> types() {
        return ContractTypes.compiledWith(MemoryTelemetry.class, name -> true);
    }

    @Override
    public ContractArguments arguments() {
        return new ContractArguments().with(OpenTelemetry.class, OpenTelemetry::noop);
    }
}
