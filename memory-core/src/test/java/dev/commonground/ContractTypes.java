package dev.commonground;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Lists the public types of a module. */
public final class ContractTypes {

    private ContractTypes() {}

    /**
     * Returns the public types that were compiled into the same folder as {@code example} and that users can name.
     *
     * @param isApi accepts the names of the packages to list
     */
    public static List<Class<?>> compiledWith(Class<?> example, Predicate<String> isApi) {
        Path folder = folder(example);
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(file -> folder.relativize(file).toString())
                    .filter(file -> file.endsWith(".class") && !file.endsWith("-info.class"))
                    .sorted()
                    .<Class<?>>map(file -> load(file, example.getClassLoader()))
                    .filter(type -> isPublic(type) && isApi.test(type.getPackageName()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path folder(Class<?> example) {
        try {
            return Path.of(
                    example.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Class<?> load(String file, ClassLoader loader) {
        String name = file.substring(0, file.length() - ".class".length())
                .replace('/', '.')
                .replace('\\', '.');
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isPublic(Class<?> type) {
        boolean here = Modifier.isPublic(type.getModifiers()) && !type.isAnonymousClass() && !type.isLocalClass();
        return here && (type.getEnclosingClass() == null || isPublic(type.getEnclosingClass()));
    }
}
