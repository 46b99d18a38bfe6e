// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/ui/start_page.h"

#include <QLabel>
#include <QRadioButton>
#include <QStyle>
#include <QVBoxLayout>

namespace shoal::ui {

StartPage::StartPage(int create, int join, int servers)
{
    for (const int page : {create, join, servers}) {
        const Way way{page, new QRadioButton, new QLabel};
        way.meaning->setWordWrap(true);
        // Below the button's text, on either side of the screen.
        auto* const indented = new QHBoxLayout;
        indented->addSpacing(style()->pixelMetric(QStyle::PM_ExclusiveIndicatorWidth) +
                             style()->pixelMetric(QStyle::PM_RadioButtonLabelSpacing));
        indented->addWidget(way.meaning, 1);
        body()->addWidget(way.button);
        body()->addLayout(indented);
        body()->addSpacing(fontMetrics().height() / 2);
        m_ways.append(way);
    }
    body()->addStretch(1);
    m_ways.first().button->setChecked(true);
    retranslate();
}

int StartPage::nextId() const
{
    for (const Way& way : m_ways)
        if (way.button->isChecked())
            return way.page;
    return m_ways.first().page;
}

void StartPage::choose(int page)
{
    for (const Way& way : m_ways)
        if (way.page == page)
            way.button->setChecked(true);
}

void StartPage::retranslate()
{
    setTitle(tr("Add a Share"));
    setSubTitle(tr("A share is a folder that is kept identical on several devices."));
    const QStringList names{tr("&Create a new share"), tr("&Join a share"), tr("Set up &servers")};
    const QStringList meanings{
        tr("Choose a folder of this computer. You get the secrets that other devices need to join it."),
        tr("Somebody gave you a secret or a link, or you have it from another device of yours."),
        tr("Write the configuration of servers that keep the same folders, ready to be copied to them."),
    };
    for (int i = 0; i < m_ways.size(); ++i) {
        m_ways[i].button->setText(names[i]);
        m_ways[i].button->setAccessibleDescription(meanings[i]);
        m_ways[i].meaning->setText(meanings[i]);
    }
}

} // namespace shoal::ui
