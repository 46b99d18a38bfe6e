// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/control/local_socket.h"

#include <cerrno>
#include <cstring>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

namespace shoal::control {

namespace {

// The owner and the group may connect; what protects more is the folder.
constexpr mode_t kSocketMode = 0660;
// Connections the kernel holds until the event loop takes them; far more than a person starts commands.
constexpr int kBacklog = 64;

Result<sockaddr_un> addressOf(const Bytes& path)
{
    if (path.empty() || path.size() > kMaxSocketPathBytes || path.find('\0') != Bytes::npos)
        return fail(ErrorCode::InvalidArgument, printable(path) + ": the path of a socket must have 1 to " +
                                                    std::to_string(kMaxSocketPathBytes) + " bytes");
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, path.data(), path.size());
    return address;
}

const sockaddr* generic(const sockaddr_un& address)
{
    return reinterpret_cast<const sockaddr*>(&address);
}

tl::unexpected<Error> closeAndFail(int socket, const Bytes& what)
{
    const int reason = errno;
    ::close(socket);
    return fail(systemError(reason, what));
}

Result<int> makeSocket()
{
    const int socket = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (socket < 0)
        return fail(systemError(errno, "cannot make a socket"));
    return socket;
}

// Frees the path when what is there is the socket of a dead process.
Result<void> removeStaleSocket(const Bytes& path)
{
    struct stat info
    {};
    if (::lstat(path.c_str(), &info) != 0)
        return errno == ENOENT ? Result<void>{}
                               : fail(systemError(errno, "cannot look at the control socket " + printable(path)));
    if (!S_ISSOCK(info.st_mode))
        return fail(ErrorCode::AlreadyExists, printable(path) + " is not a socket; move it away");
    if (const auto alive = connectTo(path)) {
        ::close(*alive);
        return fail(ErrorCode::AlreadyExists,
                    "another instance listens at " + printable(path) + "; each needs a storage_path of its own");
    } else if (alive.error().code != ErrorCode::Closed) {
        return fail(alive.error());
    }
    if (::unlink(path.c_str()) != 0 && errno != ENOENT)
        return fail(systemError(errno, "cannot remove the old control socket " + printable(path)));
    return {};
}

} // namespace

Result<int> listenAt(const Bytes& path)
{
    const auto address = addressOf(path);
    if (!address)
        return fail(address.error());
    if (const auto free = removeStaleSocket(path); !free)
        return fail(free.error());
    const auto socket = makeSocket();
    if (!socket)
        return socket;
    const Bytes what = "cannot listen at the control socket " + printable(path);
    if (::bind(*socket, generic(*address), sizeof *address) != 0)
        return closeAndFail(*socket, what);
    // Nobody can connect before listen(), so the mode is never too wide for anyone.
    if (::chmod(path.c_str(), kSocketMode) != 0 || ::listen(*socket, kBacklog) != 0)
        return closeAndFail(*socket, what);
    return socket;
}

Result<int> connectTo(const Bytes& path)
{
    const auto address = addressOf(path);
    if (!address)
        return fail(address.error());
    const auto socket = makeSocket();
    if (!socket)
        return socket;
    if (::connect(*socket, generic(*address), sizeof *address) == 0)
        return socket;
    const int reason = errno;
    ::close(*socket);
    if (reason == ECONNREFUSED)
        return fail(ErrorCode::Closed, "nobody listens at " + printable(path) + " any more");
    if (reason == EAGAIN)
        return fail(ErrorCode::Busy, "the instance at " + printable(path) + " takes no connections now; try again");
    return fail(systemError(reason, "cannot connect to " + printable(path)));
}

Result<uid_t> peerUser(int connectedSocket)
{
    ucred peer{};
    socklen_t size = sizeof peer;
    if (::getsockopt(connectedSocket, SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0)
        return fail(systemError(errno, "cannot see who listens at a socket"));
    return peer.uid;
}

} // namespace shoal::control
