package io.holdfast.tck.payara.micro;

import fish.payara.micro.PayaraMicro;
import fish.payara.micro.PayaraMicroRuntime;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * Payara Micro as its command line starts it, but that it deploys and undeploys what it is told on its standard input. It ends with
 * its input, so it does not outlive the test.
 *
 * <p><strong>Threading:</strong> the main thread of its own virtual machine.
 */
final class MicroServer {

    /** Before a file. */
    static final String DEPLOY = "deploy ";

    /** Before a name. */
    static final String UNDEPLOY = "undeploy ";

    /** Begins each line that is meant for the test. */
    static final String ANSWER = "@@ ";

    /** It is up, or has done as it was told. */
    static final String DONE = "done";

    private MicroServer() {}

    /** Takes the options of {@code java -jar payara-micro.jar}. */
    public static void main(String... options) throws IOException {
        try {
            PayaraMicro.main(options);
            PayaraMicroRuntime runtime = PayaraMicro.getInstance().getRuntime();
            answer(DONE);
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String command = in.readLine(); command != null; command = in.readLine()) {
                answer(run(runtime, command));
            }
        } finally {
            // Threads of the server would go on.
            System.exit(0);
        }
    }

    private static String run(PayaraMicroRuntime runtime, String command) {
        try {
            return command.startsWith(DEPLOY)
                    ? deploy(runtime, new File(command.substring(DEPLOY.length())))
                    : undeploy(runtime, command.substring(UNDEPLOY.length()));
        } catch (RuntimeException e) {
            return e.toString();
        }
    }

    // It says true of an archive that it has refused.
    private static String deploy(PayaraMicroRuntime runtime, File archive) {
        runtime.deploy(archive);
        return isDeployed(runtime, archive.getName().replaceFirst("[.]war$", "")) ? DONE : "it is refused";
    }

    private static String undeploy(PayaraMicroRuntime runtime, String name) {
        runtime.undeploy(name);
        return isDeployed(runtime, name) ? "it is still there" : DONE;
    }

    private static boolean isDeployed(PayaraMicroRuntime runtime, String name) {
        return runtime.getDeployedApplicationNames().contains(name);
    }

    // What a logger is writing may have no end of line yet.
    private static void answer(String line) {
        System.out.println('\n' + ANSWER + line);
        System.out.flush();
    }
}
