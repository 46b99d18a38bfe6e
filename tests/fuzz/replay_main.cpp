// SPDX-License-Identifier: GPL-3.0-or-later
#include "mutator.h"

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <unistd.h>

// Stands in for libFuzzer where there is no clang: runs a target on every file of some folders, and on a number of
// inputs made from these, always the same ones. So a bug that was found once stays found, and each test run looks a
// little beyond.
//
//   fuzz_<name> [--runs N] FILE-OR-FOLDER...

extern "C" int LLVMFuzzerInitialize(int* argc, char*** argv);
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace shoal::fuzz {

namespace {

// What is running now, for the moment when it crashes.
const Bytes* currentInput = nullptr;
const char* failedName = nullptr;

// Writes the input beside the program's working folder and lets the signal do what it would have done.
void keepInput(int signal)
{
    if (currentInput) {
        const int file = ::open(failedName, O_WRONLY | O_CREAT | O_TRUNC, 0644);
        const bool kept = file >= 0 && ::write(file, currentInput->data(), currentInput->size()) ==
                                           static_cast<ssize_t>(currentInput->size());
        const char* const says = kept ? "the input is kept in the working folder, as " : "could not keep the input as ";
        for (const char* text : {says, failedName, "\n"})
            [[maybe_unused]] const auto ignored = ::write(STDERR_FILENO, text, std::strlen(text));
    }
    ::signal(signal, SIG_DFL);
    ::raise(signal);
}

void run(const Bytes& input)
{
    currentInput = &input;
    // A copy of exactly this size, so that a sanitizer sees a read beyond its end.
    const std::unique_ptr<uint8_t[]> copy(new uint8_t[input.size()]);
    std::copy(input.begin(), input.end(), copy.get());
    LLVMFuzzerTestOneInput(copy.get(), input.size());
    currentInput = nullptr;
}

Bytes contentOf(const std::filesystem::path& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

// Sorted, because a folder lists its files in no order.
std::vector<Bytes> inputsIn(const std::vector<std::filesystem::path>& places)
{
    std::vector<std::filesystem::path> files;
    for (const auto& place : places) {
        if (!std::filesystem::exists(place))
            continue; // no finding yet
        if (!std::filesystem::is_directory(place)) {
            files.push_back(place);
            continue;
        }
        for (const auto& entry : std::filesystem::directory_iterator(place))
            if (entry.is_regular_file())
                files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    std::vector<Bytes> inputs;
    std::transform(files.begin(), files.end(), std::back_inserter(inputs), contentOf);
    return inputs;
}

int replay(const std::vector<std::filesystem::path>& places, uint64_t runs)
{
    const std::vector<Bytes> inputs = inputsIn(places);
    if (inputs.empty()) {
        std::fprintf(stderr, "there is no input in the given folders\n");
        return 2;
    }
    for (const Bytes& input : inputs)
        run(input);
    const auto random = makeSeededRandom(1);
    for (uint64_t i = 0; i < runs; ++i)
        run(mutated(inputs, *random));
    std::printf("%zu inputs and %llu made from them: no finding\n", inputs.size(),
                static_cast<unsigned long long>(runs));
    return 0;
}

} // namespace

} // namespace shoal::fuzz

int main(int argc, char** argv)
{
    LLVMFuzzerInitialize(&argc, &argv);
    uint64_t runs = 0;
    std::vector<std::filesystem::path> places;
    for (int i = 1; i < argc; ++i) {
        if (std::strcmp(argv[i], "--runs") == 0 && i + 1 < argc)
            runs = std::strtoull(argv[++i], nullptr, 10);
        else
            places.emplace_back(argv[i]);
    }
    const shoal::Bytes failed = std::filesystem::path(argv[0]).filename().string() + ".failed";
    shoal::fuzz::failedName = failed.c_str();
    for (const int signal : {SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTERM})
        std::signal(signal, shoal::fuzz::keepInput);
    return shoal::fuzz::replay(places, runs);
}
