package dev.commonground.spring;

import dev.commonground.ContractArguments;
import dev.commonground.ContractTypes;
import dev.commonground.NullArgumentsContract;
import java.util.Collection;
import java.util.Set;

class NullArgumentsTest implements NullArgumentsContract {

    @Override
    public Collection<Class<?>> types() {
        return ContractTypes.compiledWith(CommonGroundAutoConfiguration.class, name -> true);
    }

    @Override
    public Set<Class<?>> implementedByUsers() {
        return Set.of(SharedMemoryCustomizer.class);
    }

    @Override
    public ContractArguments arguments() {
        return new ContractArguments();
    }
}
