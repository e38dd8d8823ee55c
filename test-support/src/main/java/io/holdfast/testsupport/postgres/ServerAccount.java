package io.holdfast.testsupport.postgres;

import io.holdfast.testsupport.process.FileTrees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * As whom the PostgreSQL programs run: they refuse to run as root.
 *
 * <p><b>Threading:</b> immutable.
 */
enum ServerAccount {

    /** As the user of this virtual machine, who is not root. */
    SAME_USER(List.of(), -1),

    /** In a user namespace of its own: the kernel sees root's files, the program sees an unknown user. */
    USER_NAMESPACE(List.of("unshare", "-U"), -1),

    /** As "nobody", where containers forbid namespaces; the files have to belong to that user. */
    NOBODY(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"), 65534);

    private final List<String> prefix;
    private final int owner;

    ServerAccount(List<String> prefix, int owner) {
        this.prefix = prefix;
        this.owner = owner;
    }

    /**
     * Chooses for the user who owns a directory this virtual machine has just made.
     *
     * @throws IllegalStateException if that is root and no way to another user works
     */
    static ServerAccount detect(Path ownDirectory) throws IOException {
        if ((int) Files.getAttribute(ownDirectory, "unix:uid") != 0) {
            return SAME_USER;
        }
        if (USER_NAMESPACE.works()) {
            return USER_NAMESPACE;
        }
        if (NOBODY.works()) {
            return NOBODY;
        }
        throw new IllegalStateException("PostgreSQL does not run as root, and neither 'unshare -U' nor 'setpriv'"
                + " (both from util-linux) works here on "
                + System.getProperty("os.name").toLowerCase(Locale.ROOT)
                + "; run the build as a normal user, or install util-linux");
    }

    /** Returns the command that runs the given program as this account. */
    List<String> command(List<String> program) {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(program);
        return command;
    }

    /** Makes a directory with all it holds the account's own, where that is needed. */
    void own(Path directory) {
        if (owner >= 0) {
            FileTrees.giveTo(directory, owner);
        }
    }

    private boolean works() {
        try {
            Process probe = new ProcessBuilder(command(List.of("true")))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return probe.waitFor(5, TimeUnit.SECONDS) && probe.exitValue() == 0;
        } catch (IOException notInstalled) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
