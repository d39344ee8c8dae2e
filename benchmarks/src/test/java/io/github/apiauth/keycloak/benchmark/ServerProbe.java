package io.github.apiauth.keycloak.benchmark;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.management.AttributeNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** What a server's JVM has used since its start, by its own management beans. */
final class ServerProbe {

    private final MBeanServerConnection beans;

    private ServerProbe(MBeanServerConnection beans) {
        this.beans = beans;
    }

    @SuppressWarnings("BanJNDI") // the address comes from the server's own JVM
    static ServerProbe of(long pid) throws IOException {
        try {
            VirtualMachine jvm = VirtualMachine.attach(String.valueOf(pid));
            String address = jvm.startLocalManagementAgent();
            jvm.detach();
            return new ServerProbe(
                    JMXConnectorFactory.connect(new JMXServiceURL(address)).getMBeanServerConnection());
        } catch (AttachNotSupportedException impossible) {
            throw new IOException(impossible);
        }
    }

    /** The usage so far. */
    Usage read() {
        return new Usage(
                read("java.lang:type=OperatingSystem", "ProcessCpuTime"),
                read("java.lang:type=Threading", "TotalThreadAllocatedBytes"));
    }

    /** The bytes of the heap that are in use after a collection. */
    long heapAfterCollection() {
        try {
            ObjectName memory = new ObjectName("java.lang:type=Memory");
            beans.invoke(memory, "gc", null, null);
            return (Long) ((CompositeData) beans.getAttribute(memory, "HeapMemoryUsage")).get("used");
        } catch (JMException failure) {
            throw new IllegalStateException(failure);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** What {@code jcmd} does, by the name that its management bean has. */
    void jcmd(String command, String... arguments) {
        try {
            beans.invoke(
                    new ObjectName("com.sun.management:type=DiagnosticCommand"),
                    command,
                    new Object[] {arguments},
                    new String[] {String[].class.getName()});
        } catch (JMException failure) {
            throw new IllegalStateException(failure);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** -1 for what this JVM does not count: the allocation of all threads is new in Java 21. */
    private long read(String bean, String attribute) {
        try {
            return (Long) beans.getAttribute(new ObjectName(bean), attribute);
        } catch (AttributeNotFoundException unknown) {
            return -1;
        } catch (JMException failure) {
            throw new IllegalStateException(failure);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /**
     * What a JVM has used.
     *
     * @param cpu nanoseconds on any processor
     * @param allocated bytes
     */
    record Usage(long cpu, long allocated) {

        Usage plus(Usage other) {
            return new Usage(cpu + other.cpu, allocated + other.allocated);
        }
    }
}
