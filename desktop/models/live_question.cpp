// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/models/live_question.h"

#include <algorithm>

namespace shoal::models {

LiveQuestion::LiveQuestion(Instance& instance, Clock& clock, Subject subject, QObject* parent)
    : QObject(parent), m_instance(instance), m_clock(clock), m_subject(std::move(subject))
{
    connect(&instance, &Instance::changed, this, &LiveQuestion::onChanged);
    connect(&instance, &Instance::attached, this, &LiveQuestion::refresh);
}

LiveQuestion::~LiveQuestion()
{
    m_clock.cancel(m_pause);
}

void LiveQuestion::setParams(const QJsonObject& params, const QString& share)
{
    m_share = share;
    if (params == m_params)
        return;
    m_params = params;
    ++m_generation;
    m_isAsking = false;
    m_clock.cancel(std::exchange(m_pause, 0)); // a person waits for this one
    refresh();
}

void LiveQuestion::setShown(bool shown)
{
    m_isShown = shown;
    askIfDue();
}

void LiveQuestion::refresh()
{
    m_isStale = true;
    askIfDue();
}

void LiveQuestion::onChanged(const QString& share, const QStringList& topics)
{
    if (!share.isEmpty() && !m_share.isEmpty() && share != m_share)
        return;
    const auto concerns = [this](const QString& topic) { return m_subject.topics.contains(topic); };
    if (std::any_of(topics.begin(), topics.end(), concerns))
        refresh();
}

void LiveQuestion::askIfDue()
{
    if (m_isShown && m_isStale && !m_isAsking && m_pause == 0 && m_instance.isAttached())
        ask();
}

void LiveQuestion::ask()
{
    m_isStale = false;
    m_isAsking = true;
    m_instance.call(m_subject.method, m_params, this, [this, asked = m_generation](const Result<QJsonObject>& answer) {
        if (asked != m_generation)
            return;
        m_isAsking = false;
        m_pause = m_clock.after(m_subject.pause, [this] {
            m_pause = 0;
            askIfDue();
        });
        if (answer)
            Q_EMIT answered(*answer);
        else if (answer.error().code != ErrorCode::Closed)
            Q_EMIT failed(QString::fromStdString(answer.error().context));
    });
}

} // namespace shoal::models
