package dev.commonground.studio;

import picocli.CommandLine.IVersionProvider;

/** Reads the version from the manifest of the jar. */
final class StudioVersion implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"commonground " + number()};
    }

    /** Returns the number of the version, or a word for a program that runs from its classes. */
    static String number() {
        String version = StudioVersion.class.getPackage().getImplementationVersion();
        return version == null ? "unpackaged" : version;
    }
}
