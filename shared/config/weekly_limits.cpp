// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/config/weekly_limits.h"

#include "shared/config/option_reader.h"
#include "shared/config/options.h"

#include <algorithm>

namespace shoal::config {

namespace {

using Kind = JsonValue::Kind;

constexpr int kMinutesPerHour = 60;
constexpr int kMinutesPerDay = 24 * kMinutesPerHour;

// -1: it is none.
int twoDigits(ByteView text)
{
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    return isDigit(text[0]) && isDigit(text[1]) ? (text[0] - '0') * 10 + (text[1] - '0') : -1;
}

std::optional<int> minutesOf(ByteView text)
{
    if (text.size() != 5 || text[2] != ':')
        return std::nullopt;
    const int hours = twoDigits(text.substr(0, 2));
    const int minutes = twoDigits(text.substr(3));
    const int all = hours * kMinutesPerHour + minutes;
    if (hours < 0 || minutes < 0 || minutes >= kMinutesPerHour || all > kMinutesPerDay)
        return std::nullopt;
    return all;
}

// Reads one period, and tells all that is wrong with it.
class PeriodReader
{
public:
    PeriodReader(const JsonValue& entry, size_t number, const WeeklyMistake& mistake)
        : m_entry(entry), m_name("period " + std::to_string(number) + " of weekly_limits"), m_mistake(mistake)
    {}

    std::optional<LimitPeriod> read()
    {
        if (m_entry.kind != Kind::Object) {
            wrong(m_entry.at, m_name + " is not an object; it must be { \"days\" : [ \"mon\" ], \"from\" : \"08:00\", "
                                       "\"to\" : \"17:00\", \"upload\" : 100 }");
            return std::nullopt;
        }
        for (const JsonMember& member : m_entry.members)
            take(member);
        for (const auto& [name, isThere] : {std::pair("from", m_hasFrom), std::pair("to", m_hasTo)})
            if (!isThere)
                wrong(m_entry.at, m_name + " has no \"" + name + "\"; add \"" + name + "\" : \"HH:MM\"");
        if (m_isWrong)
            return std::nullopt;
        if (m_period.to == 0)
            m_period.to = kMinutesPerDay; // the same midnight
        return m_period;
    }

private:
    void take(const JsonMember& member)
    {
        if (member.key == "days")
            takeDays(member.value);
        else if (member.key == "from")
            takeTime(member, m_period.from, 0, kMinutesPerDay - 1, m_hasFrom);
        else if (member.key == "to")
            takeTime(member, m_period.to, 0, kMinutesPerDay, m_hasTo);
        else if (member.key == "upload")
            takeRate(member, "upload_limit", m_period.upload);
        else if (member.key == "download")
            takeRate(member, "download_limit", m_period.download);
        else
            wrong(member.keyAt, m_name + " has the key " + shownKey(member.key) +
                                    ", which is unknown; its keys are days, from, to, upload and download");
    }

    void takeDays(const JsonValue& value)
    {
        constexpr ByteView kForm = "; it must be a list of mon, tue, wed, thu, fri, sat and sun: [ \"mon\", \"fri\" ]";
        if (value.kind != Kind::List || value.items.empty()) {
            wrong(value.at, "days of " + m_name + " is not a list of days" + Bytes(kForm));
            return;
        }
        m_period.days = 0;
        for (const JsonValue& item : value.items) {
            const auto day =
                item.kind == Kind::Text ? std::find(kDayNames.begin(), kDayNames.end(), item.text) : kDayNames.end();
            if (day == kDayNames.end())
                wrong(item.at, "an entry of days of " + m_name + " is not a day" + Bytes(kForm));
            else
                m_period.days |= static_cast<uint8_t>(1U << (day - kDayNames.begin()));
        }
    }

    void takeTime(const JsonMember& member, int& minutes, int least, int most, bool& isThere)
    {
        isThere = true;
        const auto read = member.value.kind == Kind::Text ? minutesOf(member.value.text) : std::nullopt;
        if (read && *read >= least && *read <= most)
            minutes = *read;
        else
            wrong(member.value.at, member.key + " of " + m_name + " is not a time of day; it must be \"HH:MM\" from " +
                                       "\"00:00\" to \"" + timeOfDay(most) + "\"");
    }

    void takeRate(const JsonMember& member, ByteView option, std::optional<int64_t>& rate)
    {
        const int64_t most = findOption(Scope::Instance, option)->max;
        const auto read = member.value.kind == Kind::Number ? wholeNumber(member.value) : std::nullopt;
        if (read && *read >= 0 && *read <= most)
            rate = *read;
        else
            wrong(member.value.at, member.key + " of " + m_name + " is not a limit; it must be a whole number from 0 " +
                                       "to " + std::to_string(most) + " (kB/s), without quotes, or 0 for no limit");
    }

    void wrong(Position at, Bytes sentence)
    {
        m_isWrong = true;
        m_mistake(at, std::move(sentence));
    }

    const JsonValue& m_entry;
    const Bytes m_name;
    const WeeklyMistake& m_mistake;
    LimitPeriod m_period;
    bool m_hasFrom = false, m_hasTo = false;
    bool m_isWrong = false;
};

} // namespace

std::optional<WeeklyLimits> readWeeklyLimits(const JsonValue& value, const WeeklyMistake& mistake)
{
    if (value.kind != Kind::List) {
        mistake(value.at, "weekly_limits is not a list; it must be a list of periods: [ { \"days\" : [ \"mon\" ], "
                          "\"from\" : \"08:00\", \"to\" : \"17:00\", \"upload\" : 100 } ]");
        return std::nullopt;
    }
    if (value.items.size() > kMaxLimitPeriods) {
        mistake(value.at, "weekly_limits has more than " + std::to_string(kMaxLimitPeriods) +
                              " periods; one can name several days");
        return std::nullopt;
    }
    WeeklyLimits periods;
    bool isGood = true;
    for (size_t i = 0; i < value.items.size(); ++i) {
        const auto period = PeriodReader(value.items[i], i + 1, mistake).read();
        isGood = isGood && period.has_value();
        if (period)
            periods.push_back(*period);
    }
    if (!isGood)
        return std::nullopt;
    return periods;
}

Bytes timeOfDay(int minutes)
{
    const auto twoDigits = [](int number) { return Bytes(number < 10 ? "0" : "") + std::to_string(number); };
    return twoDigits(minutes / kMinutesPerHour) + ":" + twoDigits(minutes % kMinutesPerHour);
}

} // namespace shoal::config
