// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/ui/wizard_page.h"

#include "desktop/ui/note_line.h"
#include "desktop/ui/scrollable.h"

#include <QEvent>
#include <QPointer>
#include <QScrollArea>
#include <QVBoxLayout>
#include <QWizard>

namespace shoal::ui {

WizardPage::WizardPage(QWidget* parent) : QWizardPage(parent), m_body(new QVBoxLayout), m_mistake(new NoteLine)
{
    auto* const content = new QWidget;
    content->setLayout(m_body);
    m_body->setContentsMargins(0, 0, 0, 0);
    auto* const column = new QVBoxLayout(this);
    column->addWidget(scrollable(content), 1);
    column->addWidget(m_mistake);
    m_mistake->setObjectName(QStringLiteral("mistake"));
}

bool WizardPage::isComplete() const
{
    return !m_isBusy && isFilledIn();
}

bool WizardPage::validatePage()
{
    if (std::exchange(m_isDone, false))
        return true; // comes from goOn()
    if (m_isBusy)
        return false;
    m_mistake->clear();
    m_isBusy = true;
    Q_EMIT completeChanged();
    carryOut([page = QPointer<WizardPage>(this)](const std::optional<QString>& mistake) {
        if (page)
            page->goOn(mistake);
    });
    return false;
}

void WizardPage::goOn(const std::optional<QString>& mistake)
{
    m_isBusy = false;
    Q_EMIT completeChanged();
    if (mistake) {
        m_mistake->say(NoteLine::Kind::Error, *mistake);
        return;
    }
    if (!wizard() || wizard()->currentPage() != this)
        return; // the person has gone back meanwhile
    m_isDone = true;
    if (nextId() == -1)
        wizard()->accept();
    else
        wizard()->next();
}

void WizardPage::touched()
{
    m_mistake->clear();
    Q_EMIT completeChanged();
}

void WizardPage::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWizardPage::changeEvent(event);
}

} // namespace shoal::ui
