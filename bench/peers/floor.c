// The least that a server of event streams can do: one send() of one encoded event for each subscriber. It keeps
// nothing, looks at nothing and waits for nobody; other servers are compared with what it costs.
// usage: floor PORT
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

static int subscribers[1000000], count = 0;
static char is_subscriber[1000000];
static char in[70000], out[70000];
static long id = 0;

static void leave(int fd) {
    for (int i = 0; is_subscriber[fd] && i < count; i++)
        if (subscribers[i] == fd) subscribers[i] = subscribers[--count];
    is_subscriber[fd] = 0;
    close(fd);
}

static void subscribe(int fd) {
    int n = sprintf(out, "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n\n");
    send(fd, out, n, MSG_NOSIGNAL);
    subscribers[count++] = fd;
    is_subscriber[fd] = 1;
}

// A request may come in several parts when its body is long.
static void publish(int fd, int got) {
    char *body = strstr(in, "\r\n\r\n");
    char *length = strcasestr(in, "content-length:");
    while (body && length && in + got < body + 4 + atoi(length + 15)) {
        int more = recv(fd, in + got, sizeof in - 1 - got, 0);
        if (more <= 0) return leave(fd);
        got += more;
        in[got] = 0;
    }
    if (!body) return leave(fd);
    int n = sprintf(out, "id: %ld\ndata: %s\n\n", ++id, body + 4);
    for (int i = 0; i < count; i++) send(subscribers[i], out, n, MSG_NOSIGNAL | MSG_DONTWAIT);
    n = sprintf(out, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    send(fd, out, n, MSG_NOSIGNAL);
}

int main(int argc, char **argv) {
    struct rlimit files = {1048576, 1048576};
    setrlimit(RLIMIT_NOFILE, &files);
    int listener = socket(AF_INET, SOCK_STREAM, 0), one = 1;
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_port = htons(atoi(argv[argc - 1])),
                                  .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    if (bind(listener, (void *)&address, sizeof address) || listen(listener, 4096)) return perror("floor"), 1;
    int poll = epoll_create1(0);
    struct epoll_event event = {.events = EPOLLIN, .data.fd = listener}, ready[256];
    epoll_ctl(poll, EPOLL_CTL_ADD, listener, &event);
    for (;;) {
        int n = epoll_wait(poll, ready, 256, -1);
        for (int i = 0; i < n; i++) {
            int fd = ready[i].data.fd;
            if (fd == listener) {
                int client = accept4(listener, 0, 0, 0);
                if (client < 0) continue;
                setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
                event.data.fd = client;
                epoll_ctl(poll, EPOLL_CTL_ADD, client, &event);
                continue;
            }
            int got = recv(fd, in, sizeof in - 1, MSG_DONTWAIT);
            if (got <= 0) {
                leave(fd);
                continue;
            }
            in[got] = 0;
            if (in[0] == 'G') subscribe(fd);
            else publish(fd, got);
        }
    }
}
